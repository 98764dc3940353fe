package io.snapdock.dock.http;

import io.snapdock.dock.session.Right;
import io.snapdock.problem.ProblemException;
import io.snapdock.settings.Settings;
import io.snapdock.transfer.Share;
import io.snapdock.transfer.TransferProblem;
import io.snapdock.transfer.Transfers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;

/**
 * What members of a dock send and what has to wait for the database, off the container's threads: a storm of creations waits for itself, and holds nobody else
 * up. Each key is looked up in the turn of its dock and address, so who has no right key keeps nobody else's look-up waiting; then the work has the turn of its dock.
 */
@ApplicationScoped
public class MemberTurns {

    @Inject
    private Access access;

    @Inject
    private Transfers transfers;

    @Inject
    private Settings.Uploads settings;

    /** What is done for a member of a dock, by a request that can be used on any thread. Whatever it throws is the answer. */
    @FunctionalInterface
    public interface Work {

        void accept(Access.Member member, HttpServletRequest request);
    }

    /**
     * Does something in the turn of a dock.
     *
     * @param dockId as the caller says; nobody has looked it up
     * @param request asynchronous by now, its body unread
     * @param answer resumed with the problem when the caller is refused, or the work throws
     * @throws ProblemException {@code dock-unavailable}, {@code too-many-requests}, {@code too-many-bodies}, before anything waits
     */
    public void take(String dockId, HttpHeaders headers, HttpServletRequest request, AsyncResponse answer, Work work) {
        Access.Caller caller = access.caller(headers);
        String address = caller.address().orElse("");
        // A dock that does not exist has a turn too, so the turns alone do not bound what one address keeps waiting.
        Runnable leave = transfers.enter(
                TransferProblem.TOO_MANY_BODIES,
                List.of(
                        new Share("keys/" + address, settings.maxParallelPerAddress()),
                        new Share("keys", settings.maxParallel())));
        try {
            transfers.answerInTurn("key/" + dockId + "/" + address, request, answer, detached -> {
                Access.Member member;
                try {
                    member = access.member(dockId, caller).expect(Right.ADD);
                } finally {
                    leave.run();
                }
                transfers.answerInNextTurn("create/" + dockId, detached, answer, () -> work.accept(member, detached));
            });
        } catch (Throwable e) {
            leave.run();
            throw e;
        }
    }
}
