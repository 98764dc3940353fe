package example.orders;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The host app's own addresses: Snapdock's applications name their classes, and have none of the host's. */
@ApplicationPath("host")
public class OrdersApplication extends Application {}
