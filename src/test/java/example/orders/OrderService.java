package example.orders;

import io.snapdock.topic.Progress;
import io.snapdock.topic.TopicEvent;
import io.snapdock.topic.TopicPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;

/** A bean of a host app that tells its pages what happens. docs/topics.md explains it line by line. */
@ApplicationScoped
public class OrderService {

    @Inject
    private Event<TopicEvent> pages;

    @Inject
    private TopicPublisher publisher;

    /** Fired inside a transaction: pages are told after its commit, and never of what was rolled back. */
    @Transactional
    public void pay(String order, long cents, boolean declined) {
        pages.fire(TopicEvent.named("orders", "order-paid", new OrderPaid(order, cents)));
        if (declined) {
            throw new IllegalStateException("The bank has declined");
        }
    }

    /** Published: pages are told now, whatever becomes of the transaction. Without a name it is plain data, event {@code message}. */
    @Transactional
    public void announce(String text, boolean failing) {
        publisher.publish(TopicEvent.message("orders", text));
        if (failing) {
            throw new IllegalStateException("Something else went wrong");
        }
    }

    /** A long job: {@code <push-progress topic="export">} shows how far it is. */
    public void export(List<String> orders) {
        for (int done = 0; done < orders.size(); done++) {
            publisher.publish(Progress.step("Exporting " + orders.get(done), done, orders.size())
                    .on("export"));
        }
        publisher.publish(Progress.completed("Exported", orders.size()).on("export"));
    }
}
