package example.damages;

import io.snapdock.host.Dock;
import io.snapdock.host.SnapdockException;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/** What {@code <snap-dock session="…">} asks for: this person may see this report, so its photos too. */
@WebServlet("/photo-session")
public class PhotoSession extends HttpServlet {

    @Inject
    private DamageReports reports;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var user = Person.of(request);
        var report = reports.find(request.getParameter("id"), user);
        if (report.isEmpty() || report.get().isSent()) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        var answer = Json.createObjectBuilder();
        try {
            // Snapdock
            Dock dock = reports.dock(report.get().id());
            answer.add("dock", dock.id()).add("token", dock.session(user, Duration.ofMinutes(30)));
            // the application's own again
        } catch (SnapdockException e) {
            // The element asks again in a while.
            getServletContext().log("No photos for " + report.get().id() + ": " + e.getMessage());
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().print(answer.build());
    }
}
