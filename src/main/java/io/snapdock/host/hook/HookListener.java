package io.snapdock.host.hook;

import io.snapdock.host.HostSetting;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.WebListener;

/** Opens the address for webhooks where the host has a secret and has not mapped the servlet itself, and does nothing else. */
@WebListener
public class HookListener implements ServletContextListener {

    private static final String NAME = "snapdock-hook";
    private static final String PATH = "/snapdock-hook";

    /** @throws IllegalStateException when the secret is none */
    @Override
    public void contextInitialized(ServletContextEvent event) {
        if (HostSetting.WEBHOOK_KEY.find().isEmpty()) {
            return;
        }
        // A wrong one is to be known now, and not with the first message.
        HookSignature unused = HookSignature.ofSettings();
        boolean isMapped = event.getServletContext().getServletRegistrations().values().stream()
                .anyMatch(one -> HookServlet.class.getName().equals(one.getClassName()));
        if (!isMapped) {
            ServletRegistration.Dynamic servlet = event.getServletContext().addServlet(NAME, HookServlet.class);
            servlet.setAsyncSupported(true);
            servlet.addMapping(PATH);
        }
    }
}
