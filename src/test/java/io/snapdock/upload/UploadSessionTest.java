package io.snapdock.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.dock.Limits;
import io.snapdock.store.FreeSpace;
import io.snapdock.support.Wired;
import io.snapdock.transfer.Body;
import io.snapdock.transfer.Buffers;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes of an upload belong to the request that adds to it, and to no other. */
class UploadSessionTest {
    private static final byte[] BYTES = "picture".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    /** It waited for the database while a newer one took over: its mark would cover, or give away, bytes of the other. */
    @Test
    void aRequestThatWasTakenOverMarksNothing() throws IOException {
        UploadSession session = session();
        Body old = body(session);
        session.begin(old, 0);
        session.takeOver();
        Body newer = body(session);
        session.begin(newer, 0);
        session.append(BYTES, BYTES.length);

        session.markUnverified(old);
        assertThat(folder.resolve("upload.unverified")).doesNotExist();

        session.markUnverified(newer);
        assertThat(folder.resolve("upload.unverified")).exists();
    }

    private UploadSession session() {
        return new UploadSession(
                UploadFixtures.upload(),
                true,
                UploadFixtures.filesIn(() -> folder).of("upload"),
                new Limits(1, 1_000, 1_000, List.of(), "keep", null),
                new FreeSpace());
    }

    private static Body body(UploadSession session) throws IOException {
        HttpServletRequest request = Wired.stub(
                HttpServletRequest.class, (method, args) -> method.equals("getContentLengthLong") ? 10L : null);
        Body[] body = new Body[1];
        body[0] = new Body(request, (bytes, count) -> {}, new Buffers(), ending -> session.finished(body[0], null));
        return body[0];
    }
}
