package example.orders;

import io.snapdock.push.ReaderClosed;
import io.snapdock.push.ReaderOpened;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who is looking: the engine tells when a page opens its stream and why it ended. */
@ApplicationScoped
public class Readers {

    private final List<String> seen = new CopyOnWriteArrayList<>();

    void opened(@ObservesAsync ReaderOpened event) {
        seen.add("opened " + event.topic());
    }

    void closed(@ObservesAsync ReaderClosed event) {
        seen.add("closed " + event.topic() + " " + event.reason() + " "
                + (event.open().isNegative() ? "never" : "after a while"));
    }

    List<String> seen() {
        return List.copyOf(seen);
    }
}
