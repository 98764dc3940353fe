package io.snapdock.admin;

import io.snapdock.settings.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;

/** Serves the administrator's page, which holds nothing itself; to all the world it is unknown where no key is set. */
public class AdminPage extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Settings.Docks settings;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (settings.adminKey().isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setContentType("text/html");
        response.setCharacterEncoding("UTF-8");
        try (InputStream page = AdminPage.class.getResourceAsStream("admin.html")) {
            page.transferTo(response.getOutputStream());
        }
    }
}
