package example.damages;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.stream.IntStream;

/** A report that was sent, with its photos from the application's own table. */
@WebServlet("/stored")
public class StoredPage extends HttpServlet {

    private static final String PHOTO = """
            <li><a href="photo?id={id}&amp;photo={photo}"><img src="photo?id={id}&amp;photo={photo}" alt="Photo {number}" loading="lazy"></a></li>""";

    @Inject
    private DamageReports reports;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var report = reports.find(request.getParameter("id"), Person.of(request))
                .filter(Damage::isSent)
                .orElse(null);
        if (report == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        var photos = reports.photoIds(report.id());
        response.setContentType("text/html");
        response.setHeader("Cache-Control", "no-store");
        Html.write(
                response.getWriter(),
                getServletContext(),
                "stored.html",
                "Your report",
                Map.of(
                        "id", report.id(),
                        "kind", report.kind(),
                        "place", report.place(),
                        "description", report.description(),
                        "count", photos.size() == 1 ? "1 photo" : photos.size() + " photos",
                        "photos",
                                Html.all(IntStream.range(0, photos.size())
                                        .mapToObj(i -> Html.of(
                                                PHOTO,
                                                Map.of("id", report.id(), "photo", photos.get(i), "number", i + 1)))
                                        .toList())));
    }
}
