package io.snapdock.bench.stock;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

@ApplicationPath("api")
public class StockApplication extends Application {}
