package io.snapdock.support;

import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** One server and one deployment for all test classes, as a {@link ServerProcess}: for servers to which no adapter of Arquillian fits. */
final class SharedServer implements BeforeAllCallback, ExecutionCondition {

    private static final Namespace MINE = Namespace.create(SharedServer.class);

    /** What gives tests the server that this run is about. */
    static Extension underTest() {
        return ServerKind.underTest().hasAdapter() ? new ArquillianExtension() : new SharedServer();
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return ServerKind.underTest()
                .missing()
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("the server can run here"));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(MINE).getOrComputeIfAbsent("server", any -> new Running(start()));
    }

    /** Closed by JUnit after the last class. */
    private record Running(ServerProcess server) implements AutoCloseable {

        @Override
        public void close() {
            server.close();
        }
    }

    private static ServerProcess start() {
        ServerProcess server =
                ServerProcess.startShared(ServerSetup.underTest(ServerSetup.shipped(), SharedSettings.read()));
        System.setProperty("it.data", server.data().toString());
        System.setProperty("it.log", server.logFile().toString());
        return server;
    }
}
