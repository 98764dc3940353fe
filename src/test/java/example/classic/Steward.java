package example.classic;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;

/** Undeploys and deploys other applications of the Payara Micro that it runs in, which has no door for administrators. */
@WebServlet("/steward")
public class Steward extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            Object micro = Class.forName("fish.payara.micro.PayaraMicro")
                    .getMethod("getInstance")
                    .invoke(null);
            Object runtime = Class.forName("fish.payara.micro.boot.PayaraMicroBoot")
                    .getMethod("getRuntime")
                    .invoke(micro);
            Class<?> type = Class.forName("fish.payara.micro.PayaraMicroRuntime");
            String gone = request.getParameter("undeploy");
            if (gone != null) {
                type.getMethod("undeploy", String.class).invoke(runtime, gone);
            } else {
                type.getMethod("deploy", File.class).invoke(runtime, new File(request.getParameter("deploy")));
            }
        } catch (ReflectiveOperationException e) {
            throw new IOException(e);
        }
    }
}
