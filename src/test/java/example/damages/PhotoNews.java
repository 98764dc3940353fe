package example.damages;

import io.snapdock.host.event.DockEvent;
import io.snapdock.host.event.PhotoArrived;
import io.snapdock.host.event.PhotoCheck;
import io.snapdock.host.event.PhotoRemoved;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the host application hears of its photos meanwhile, and its say in which are taken. */
@ApplicationScoped
public class PhotoNews {

    private static final int SMALLEST_SIDE = 32;

    private final List<String> lines = new CopyOnWriteArrayList<>();

    private volatile boolean isFailing;

    void came(@ObservesAsync PhotoArrived event) {
        add("arrived " + event.dock().ref().orElse("") + " " + event.photo().sha256());
    }

    void went(@Observes PhotoRemoved event) {
        add("removed " + event.dock().ref().orElse(""));
    }

    void happened(@ObservesAsync DockEvent event) {
        add(event.kind() + " " + event.dock().ref().orElse(""));
    }

    void small(@Observes PhotoCheck photo) {
        if (!photo.isPreview() && Math.max(photo.width(), photo.height()) < SMALLEST_SIDE) {
            photo.refuse("This photo is too small to see the damage. Take it again from closer.");
        }
    }

    void wide(@ObservesAsync PhotoCheck photo) {
        if (photo.width() > 3 * photo.height()) {
            photo.refuse("This photo is too wide.");
        }
    }

    private void add(String line) {
        if (isFailing) {
            isFailing = false;
            throw new IllegalStateException("It fails once, for a test");
        }
        lines.add(line);
    }

    void failOnce() {
        isFailing = true;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
