package example.shop;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** One that leaves it to the server to find them. */
@ApplicationPath("/rest")
public class RestApplication extends Application {}
