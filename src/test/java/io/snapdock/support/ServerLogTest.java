package io.snapdock.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerLogTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[2026-11-21T04:16:11.667+0000] [] [\u001B[1;91mSEVERE\u001B[0m] [] [io.snapdock.live.Bridge] [tid: 1]",
                "\u001B[0m\u001B[31m04:17:59,925 ERROR [org.jboss.as.controller] (Controller Boot Thread) WFLYCTL0013",
                "[#|2026-11-30T00:06:04.108497Z|SEVERE|GF 7.0.21|jakarta.enterprise.logging.stderr|_ThreadID=198;|",
                "[ERROR   ] CWWKZ0002E: An exception occurred while starting the application snapdock.",
                "2026-11-21 04:17:59,945 FATAL [org.jboss.as.server] (Controller Boot Thread) WFLYSRV0056",
                "\tat io.snapdock.live.Bridge.photo(Bridge.java:12)",
                "\tat java.base/java.lang.Thread.run(Thread.java:840)",
                "Caused by: java.io.IOException: gone",
                "Exception in thread \"main\" java.lang.IllegalStateException",
                "04:57:15,102 ERROR [org.jboss.as.ee] (default I/O-1) WFLYEE0110: Failed to run scheduled task: io.snapdock.push.Topics",
                "[2026-11-25T14:41:52.714+0000] [] [WARNING] [] [org.jboss.weld.Context] [tid: 1] WELD-000225: Bean store leak",
            })
    void seesErrorsAndStackTraces(String line) {
        assertThat(ServerLog.errors("before\n" + line + "\nafter")).hasSize(1);
    }

    @Test
    void leavesTheRestAlone() {
        assertThat(ServerLog.errors("""
                [2026-11-21T04:16:11.667+0000] [] [\u001B[1;93mWARNING\u001B[0m] [] [PayaraMicro] [tid: 1] temporary
                04:17:55,455 INFO  [org.jboss.as] (MSC service thread 1-3) WFLYSRV0049: WildFly starting
                0 errors, ERRORS none
                """)).isEmpty();
    }

    @Test
    void toleratesAKnownLineWithItsTraceAndNothingBehindIt() {
        assertThat(ServerLog.errors("""
                04:57:15,102 ERROR [org.jboss.as.server.deployment.scanner] (MSC service thread 1-5) WFLYDS0042: Boot-time scan failed due to inaccessible deployment directory
                \tat java.base/sun.nio.ch.SocketChannelImpl.write(SocketChannelImpl.java:527)

                04:57:16,000 ERROR [io.snapdock.problem] (default task-1) another
                \tat io.snapdock.live.Bridge.photo(Bridge.java:12)
                """)).hasSize(2);
    }
}
