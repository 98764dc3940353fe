package io.snapdock.admin;

import static jakarta.enterprise.event.TransactionPhase.AFTER_SUCCESS;

import io.snapdock.dock.DockChanged;
import io.snapdock.dock.DockClosed;
import io.snapdock.dock.DockOpened;
import io.snapdock.dock.phone.PhoneJoined;
import io.snapdock.dock.phone.PhoneRemoved;
import io.snapdock.ground.Ticker;
import io.snapdock.live.Presence;
import io.snapdock.own.Own;
import io.snapdock.photo.PhotoAdded;
import io.snapdock.photo.PhotoRemoved;
import io.snapdock.problem.Outage;
import io.snapdock.push.Reading;
import io.snapdock.push.Topics;
import io.snapdock.push.Visitor;
import io.snapdock.push.event.PushEvent;
import io.snapdock.push.event.Start;
import io.snapdock.push.reader.Subscription;
import io.snapdock.settings.Started;
import io.snapdock.store.FreeSpace;
import io.snapdock.upload.event.UploadDuplicate;
import io.snapdock.upload.event.UploadFailed;
import io.snapdock.upload.event.UploadStarted;
import io.snapdock.web.JsonWriter;
import io.snapdock.webhook.MessageChanged;
import io.snapdock.webhook.MessageState;
import io.snapdock.webhook.Messages;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Tells administrators' pages what changes. At most once a second, and what has changed meanwhile is told once, as it is then: a storm in the docks is none here. While no page is open nothing
 * is collected and nothing is asked.
 */
@ApplicationScoped
public class Watch {

    private static final String TOPIC = "admin";

    private static final Duration EVERY = Duration.ofSeconds(1);

    /** What no event tells, such as the room on the disk, is told so often at least. */
    private static final int TICKS_AT_MOST_SILENT = 5;

    /** Of docks, and of messages. */
    private static final int MOST_AT_ONCE = 100;

    private static final int MOST_UNTOLD = 5_000;

    /** After a look that took long comes a pause of so many times that: a tenth of one connection is what an administrator may cost. */
    private static final int REST = 9;

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private Topics topics;

    @Inject
    private DockTable table;

    @Inject
    private Messages messages;

    @Inject
    private Presence presence;

    @Inject
    private FreeSpace freeSpace;

    @Inject
    @Own
    private Clock clock;

    private final AtomicInteger watchers = new AtomicInteger();
    private final Changes docks = new Changes(MOST_UNTOLD);
    private final Changes sent = new Changes(MOST_UNTOLD);

    private Ticker ticking;

    // Of the ticks alone.
    private Map<String, Integer> connected = Map.of();
    private ServerFigures told;
    private int silentTicks;
    private long restUntilNanos = System.nanoTime();

    void start(@Observes Started started) {
        ticking = Ticker.start("admin", EVERY, threads, Outage.sparing(this::tick));
    }

    @PreDestroy
    void stop() {
        if (ticking != null) {
            ticking.stop();
        }
    }

    /** A reading that begins with a snapshot each time: after a cut everything may be another. */
    Reading reading(String address) {
        return new Reading(
                TOPIC,
                Visitor.host(address, TOPIC),
                Subscription.toState(Start.NOW, this::snapshot)
                        .attended(watchers::incrementAndGet, watchers::decrementAndGet));
    }

    private PushEvent snapshot() {
        return PushEvent.lasting("snapshot", overview(figures()));
    }

    private void tick() {
        if (watchers.get() == 0) {
            docks.clear();
            sent.clear();
            told = null;
        } else if (System.nanoTime() - restUntilNanos >= 0) {
            long begun = System.nanoTime();
            tell();
            long now = System.nanoTime();
            restUntilNanos = now + REST * (now - begun);
        }
    }

    private void tell() {
        notePhones();
        boolean isOverrun = docks.takeOverrun();
        isOverrun |= sent.takeOverrun();
        if (isOverrun) {
            topics.publishIfRead(TOPIC, this::snapshot);
        }
        tell(docks, this::tellDocks);
        tell(sent, this::tellMessages);
        ServerFigures figures = figures();
        if (!figures.equals(told) || ++silentTicks >= TICKS_AT_MOST_SILENT) {
            topics.publishIfRead(TOPIC, () -> PushEvent.passing("figures", overview(figures)));
            told = figures;
            silentTicks = 0;
        }
    }

    private void notePhones() {
        Map<String, Integer> now = presence.connected();
        Set<String> all = new HashSet<>(now.keySet());
        all.addAll(connected.keySet());
        all.stream()
                .filter(id -> !Objects.equals(now.get(id), connected.get(id)))
                .forEach(docks::add);
        connected = now;
    }

    private static void tell(Changes changes, Consumer<List<String>> telling) {
        List<String> ids = changes.take(MOST_AT_ONCE);
        if (ids.isEmpty()) {
            return;
        }
        try {
            telling.accept(ids);
        } catch (Throwable e) {
            changes.giveBack(ids);
            throw e;
        }
    }

    private void tellDocks(List<String> ids) {
        List<DockRow> rows = table.rows(ids);
        Set<String> gone = new HashSet<>(ids);
        rows.forEach(row -> gone.remove(row.id()));
        var data = new AdminEvent.Docks(rows, List.copyOf(gone));
        topics.publishIfRead(TOPIC, () -> PushEvent.lasting("docks", JsonWriter.write(data)));
    }

    private void tellMessages(List<String> ids) {
        var data = new AdminEvent.Messages(messages.views(ids));
        topics.publishIfRead(TOPIC, () -> PushEvent.lasting("messages", JsonWriter.write(data)));
    }

    private ServerFigures figures() {
        DockTable.Sums sums = table.sums();
        Map<MessageState, Long> open = messages.untaken();
        return new ServerFigures(
                sums.openDocks(),
                sums.docks(),
                presence.connected().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum(),
                topics.streams(),
                sums.uploads(),
                sums.photos(),
                sums.photoBytes(),
                freeSpace.bytes(),
                open.getOrDefault(MessageState.WAITING, 0L),
                open.getOrDefault(MessageState.GIVEN_UP, 0L));
    }

    private String overview(ServerFigures figures) {
        return JsonWriter.write(new AdminEvent.Overview(clock.instant(), figures));
    }

    private void changed(String dockId) {
        if (watchers.get() > 0) {
            docks.add(dockId);
        }
    }

    void opened(@Observes(during = AFTER_SUCCESS) DockOpened event) {
        changed(event.dockId());
    }

    void changed(@Observes(during = AFTER_SUCCESS) DockChanged event) {
        changed(event.dock().id());
    }

    void closed(@Observes(during = AFTER_SUCCESS) DockClosed event) {
        changed(event.dockId());
    }

    void joined(@Observes(during = AFTER_SUCCESS) PhoneJoined event) {
        changed(event.dockId());
    }

    void removed(@Observes(during = AFTER_SUCCESS) PhoneRemoved event) {
        changed(event.dockId());
    }

    void started(@Observes(during = AFTER_SUCCESS) UploadStarted event) {
        changed(event.dockId());
    }

    void failed(@Observes(during = AFTER_SUCCESS) UploadFailed event) {
        changed(event.dockId());
    }

    void duplicate(@Observes(during = AFTER_SUCCESS) UploadDuplicate event) {
        changed(event.dockId());
    }

    void added(@Observes(during = AFTER_SUCCESS) PhotoAdded event) {
        changed(event.dockId());
    }

    void removed(@Observes(during = AFTER_SUCCESS) PhotoRemoved event) {
        changed(event.dockId());
    }

    void message(@Observes(during = AFTER_SUCCESS) MessageChanged event) {
        if (watchers.get() > 0) {
            sent.add(event.id());
        }
    }
}
