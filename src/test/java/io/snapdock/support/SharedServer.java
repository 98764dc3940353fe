package io.snapdock.support;

import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One server and one deployment for all test classes of this JVM, as a {@link ServerProcess}: for servers to which no adapter of Arquillian fits, and for
 * JVMs that test side by side, which its adapters do not expect.
 */
final class SharedServer implements BeforeAllCallback, ExecutionCondition {

    /** Of the JVM and not of JUnit's root: with several JVMs each class is a run of JUnit of its own. */
    private static ServerProcess running;

    /** What gives tests the server that this run is about. */
    static Extension underTest() {
        return isByArquillian() ? new ArquillianExtension() : new SharedServer();
    }

    static boolean isByArquillian() {
        return ServerKind.underTest().hasAdapter() && !Boolean.getBoolean("it.side.by.side");
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
        if (running == null) {
            running = start();
        }
    }

    /** After the last class of this JVM. */
    static void stop() {
        if (running != null) {
            running.close();
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
