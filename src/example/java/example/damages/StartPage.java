package example.damages;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** The reports of one person, and the way to a new one. */
@WebServlet("")
public class StartPage extends HttpServlet {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM, HH:mm", Locale.ENGLISH);

    private static final String ROW = """
            <li><a href="{page}?id={id}"><span class="what">{what}</span><span class="badge {state}">{state}</span>
            <span class="when">{when}</span></a></li>""";

    private static final Html NONE = new Html("<li class=\"none\">Nothing has been reported yet.</li>");

    @Inject
    private DamageReports reports;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var rows = reports.all(Person.of(request)).stream().map(StartPage::row).toList();
        response.setContentType("text/html");
        response.setHeader("Cache-Control", "no-store");
        Html.write(
                response.getWriter(),
                getServletContext(),
                "start.html",
                "Your reports",
                Map.of("rows", rows.isEmpty() ? NONE : Html.all(rows)));
    }

    private static Html row(Damage report) {
        var what = report.kind() + (report.place().isEmpty() ? "" : ", " + report.place());
        return Html.of(
                ROW,
                Map.of(
                        "page", report.isSent() ? "stored" : "report",
                        "id", report.id(),
                        "what", what.isEmpty() ? "New report" : what,
                        "state", report.isSent() ? "sent" : "draft",
                        "when", DAY.format(report.day())));
    }
}
