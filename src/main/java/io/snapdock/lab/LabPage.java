package io.snapdock.lab;

import io.snapdock.settings.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;

/** Serves the lab's page, which lies where no other address leads to it; to all the world it is unknown while the lab is off. */
public class LabPage extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Settings.Topics settings;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!settings.lab()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setContentType("text/html");
        response.setCharacterEncoding("UTF-8");
        try (InputStream page = LabPage.class.getResourceAsStream("lab.html")) {
            page.transferTo(response.getOutputStream());
        }
    }
}
