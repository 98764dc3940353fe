package io.snapdock.tus;

import io.snapdock.dock.Dock;
import io.snapdock.dock.http.Access;
import io.snapdock.dock.http.MemberTurns;
import io.snapdock.dock.session.Right;
import io.snapdock.own.OwnPathFilter;
import io.snapdock.problem.ProblemException;
import io.snapdock.problem.ProblemMapper;
import io.snapdock.settings.Settings;
import io.snapdock.transfer.Answers;
import io.snapdock.transfer.Body;
import io.snapdock.transfer.Transfers;
import io.snapdock.upload.Checksum;
import io.snapdock.upload.Offer;
import io.snapdock.upload.Standing;
import io.snapdock.upload.Upload;
import io.snapdock.upload.UploadProblem;
import io.snapdock.upload.UploadRows;
import io.snapdock.upload.UploadService;
import io.snapdock.upload.UploadState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * tus 1.0.0 (tus.io/protocols/resumable-upload) as resource methods: the core protocol, creation, creation-with-upload,
 * creation-defer-length, termination, expiration and checksum. The resources that use it say at which address and for which dock.
 *
 * <p>Two headers are Snapdock's own: {@code Snapdock-Photo}, the photo that an upload became, with
 * {@code Snapdock-Duplicate: true} when the dock had the same picture before; and {@code Snapdock-Problem}, the code of why there
 * is none, since answers to HEAD have no body.
 */
@ApplicationScoped
public class TusProtocol {

    static final String VERSION = "1.0.0";

    private static final String EXTENSIONS =
            "creation,creation-with-upload,creation-defer-length,termination,expiration,checksum";

    @Inject
    private Access access;

    @Inject
    private MemberTurns turns;

    @Inject
    private UploadService uploads;

    @Inject
    private UploadRows rows;

    @Inject
    private Transfers transfers;

    @Inject
    private Settings.Photos settings;

    /** What this server knows of tus; no version is needed to ask. */
    Response options() {
        return Response.noContent()
                .header("Tus-Version", VERSION)
                .header("Tus-Extension", EXTENSIONS)
                .header("Tus-Max-Size", settings.maxBytes())
                .header("Tus-Checksum-Algorithm", Checksum.ALGORITHMS)
                .build();
    }

    /** Begins an upload, with its first bytes when the request has any. */
    void create(Function<UploadMetadata, String> dockOf, Call call) {
        var tus = new TusRequest(call.request());
        tus.expectKnownExtensions();
        tus.expectNothingElse();
        UploadMetadata metadata = tus.metadata();
        String dockId = dockOf.apply(metadata);
        OptionalLong length = tus.lengthOrDeferred();
        var offer = new Offer(
                metadata.fileName(),
                metadata.clientId(),
                metadata.waiting(),
                metadata.pick(),
                length,
                Optional.ofNullable(metadata.header()),
                true);
        Optional<Checksum> checksum = tus.checksum();
        boolean hasBytes = tus.hasBytes();
        String address = OwnPathFilter.asked(call.uris());
        turns.take(dockId, call.headers(), call.request(), call.answer(), (sender, request) -> {
            UploadRows.Created created = uploads.create(sender, offer);
            CompletionStage<Standing> standing = begun(sender, created, hasBytes, checksum, request);
            String id = created.upload().id();
            String location = address.endsWith("/") ? address + id : address + "/" + id;
            int status = created.isNew() ? 201 : 200;
            answer(call, standing, sender.dock(), status, builder -> builder.header(HttpHeaders.LOCATION, location));
        });
    }

    private CompletionStage<Standing> begun(
            Access.Member sender,
            UploadRows.Created created,
            boolean hasBytes,
            Optional<Checksum> checksum,
            HttpServletRequest request) {
        // With the same clientId a second time, its sender does not know the offset: the bytes are not its
        // continuation.
        if (created.isNew() && hasBytes) {
            return uploads.receiveFirst(sender, created.upload(), checksum, request);
        }
        if (hasBytes) {
            transfers.leaveUnread(request);
        }
        return uploads.standing(created.upload(), sender.dock());
    }

    /** Where an upload stands. */
    void head(String uploadId, Call call) {
        Found found = findToSend(uploadId, call);
        Upload upload = found.upload();
        if (upload.state() == UploadState.ENDED) {
            call.answer().resume(gone(upload));
            return;
        }
        answer(
                call,
                uploads.standing(upload, found.sender().dock()),
                found.sender().dock(),
                200,
                builder -> {
                    upload.length()
                            .ifPresentOrElse(
                                    length -> builder.header("Upload-Length", length),
                                    () -> builder.header("Upload-Defer-Length", 1));
                    upload.metadata().ifPresent(metadata -> builder.header("Upload-Metadata", metadata));
                });
    }

    /** Adds bytes. */
    void patch(String uploadId, Call call) {
        var tus = new TusRequest(call.request());
        tus.expectKnownExtensions();
        tus.expectBytes();
        Found found = findToSend(uploadId, call);
        Upload upload = found.upload();
        if (upload.state() == UploadState.ENDED) {
            call.answer().resume(gone(upload));
            return;
        }
        long offset = tus.offset();
        Optional<Checksum> checksum = tus.checksum();
        OptionalLong length = tus.length();
        answer(
                call,
                receive(found, offset, length, checksum, call.request()),
                found.sender().dock(),
                204,
                builder -> {});
    }

    private CompletionStage<Standing> receive(
            Found found, long offset, OptionalLong length, Optional<Checksum> checksum, HttpServletRequest request) {
        try {
            return uploads.receive(found.sender(), found.upload(), offset, length, checksum, request);
        } catch (Throwable e) {
            // It was refused by its head, so nobody reads it: a thread of the container's would wait for its end.
            Body.giveBack(request);
            throw e;
        }
    }

    /** Cancels an upload; its sender may say why. */
    Response cancel(String uploadId, Call call) {
        Found found = find(uploadId, call);
        boolean isSender = found.upload().phoneId().equals(found.sender().phoneId());
        found.sender().expect(isSender ? Right.ADD : Right.REMOVE);
        UploadProblem why = new TusRequest(call.request())
                .reason()
                .orElse(isSender ? UploadProblem.UPLOAD_CANCELLED : UploadProblem.UPLOAD_DISMISSED);
        if (!isSender && why != UploadProblem.UPLOAD_DISMISSED) {
            throw new ProblemException(
                    UploadProblem.UPLOAD_REQUEST_INVALID, "Only its sender says why an upload ends.");
        }
        uploads.cancel(found.upload(), why);
        return Response.noContent().build();
    }

    /** Notes that its sender has paused an upload. */
    Response pause(String uploadId, Call call) {
        Found found = findToSend(uploadId, call);
        if (!found.upload().phoneId().equals(found.sender().phoneId())) {
            throw new ProblemException(UploadProblem.UPLOAD_UNKNOWN);
        }
        uploads.pause(found.upload(), found.sender().dock());
        return Response.noContent().build();
    }

    /** A request in the hands of its resource method: suspended, its body unread. */
    record Call(HttpServletRequest request, HttpHeaders headers, UriInfo uris, AsyncResponse answer) {}

    private record Found(Access.Member sender, Upload upload) {}

    private Found findToSend(String uploadId, Call call) {
        Found found = find(uploadId, call);
        found.sender().expect(Right.ADD);
        if (found.sender().session().isPresent() && found.upload().phoneId().isPresent()) {
            // It sees a phone's, and may dismiss it with the right to remove. What it sends are its own.
            throw new ProblemException(UploadProblem.UPLOAD_UNKNOWN);
        }
        return found;
    }

    private Found find(String uploadId, Call call) {
        String dockId = rows.find(uploadId)
                .map(Upload::dockId)
                .orElseThrow(() -> new ProblemException(UploadProblem.UPLOAD_UNKNOWN));
        Access.Member sender = access.member(dockId, call.headers());
        return new Found(sender, rows.find(sender, uploadId));
    }

    private static Response gone(Upload upload) {
        return withProblem(
                ProblemMapper.answer(UploadProblem.UPLOAD_GONE, UploadProblem.UPLOAD_GONE.title()), upload.problem());
    }

    private static Response withProblem(Response answer, Optional<String> code) {
        return code.map(one -> Response.fromResponse(answer)
                        .header("Snapdock-Problem", one)
                        .build())
                .orElse(answer);
    }

    /** What an answer has besides what all have. */
    @FunctionalInterface
    private interface Details {

        void addTo(Response.ResponseBuilder answer);
    }

    private static void answer(Call call, CompletionStage<Standing> standing, Dock dock, int status, Details details) {
        CompletionStage<Response> response = standing.thenApply(known -> {
            Response.ResponseBuilder builder = Response.status(status)
                    .header("Upload-Offset", known.offset())
                    .header("Upload-Expires", httpDate(dock))
                    .header(HttpHeaders.CACHE_CONTROL, "no-store");
            known.made().ifPresent(made -> {
                builder.header("Snapdock-Photo", made.photoId());
                if (!made.isNew()) {
                    builder.header("Snapdock-Duplicate", true);
                }
            });
            details.addTo(builder);
            return builder.build();
        });
        Answers.give(call.answer(), response.exceptionally(thrown -> {
            ProblemException problem = UploadService.problem(thrown);
            return withProblem(
                    Answers.problem(problem), Optional.of(problem.kind().code()));
        }));
    }

    /** An upload lives as long as its dock. RFC 9110, 5.6.7. */
    private static String httpDate(Dock dock) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(dock.expiresAt().atOffset(ZoneOffset.UTC));
    }
}
