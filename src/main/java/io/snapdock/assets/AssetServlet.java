package io.snapdock.assets;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Serves {@code /snap-dock.js}, which is asked about each time, and {@code /assets/<version>/…}, which never changes. */
public class AssetServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private transient Assets assets;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Assets all = assets();
        String etag = "\"" + all.version() + "\"";
        Asset asset = all.entry();
        if (request.getServletPath().endsWith("/assets")) {
            asset = assetOf(request, all);
            if (asset == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            response.setHeader("Cache-Control", FOR_EVER);
        } else {
            response.setHeader("ETag", etag);
            if (etag.equals(request.getHeader("If-None-Match"))) {
                response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
                return;
            }
        }
        send(asset, request, response);
    }

    /** Of another version than this one's there is nothing: better no module than a wrong one that is kept for ever. */
    private static Asset assetOf(HttpServletRequest request, Assets all) {
        String path = request.getPathInfo();
        String prefix = "/" + all.version() + "/";
        return path != null && path.startsWith(prefix) ? all.at(path.substring(prefix.length())) : null;
    }

    private static void send(Asset asset, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String accepted = request.getHeader("Accept-Encoding");
        boolean isCompressed = accepted != null && accepted.contains("gzip") && !accepted.contains("gzip;q=0");
        byte[] body = isCompressed ? asset.compressed() : asset.plain();
        response.addHeader("Vary", "Accept-Encoding");
        if (isCompressed) {
            response.setHeader("Content-Encoding", "gzip");
        }
        response.setContentType(asset.type());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private synchronized Assets assets() {
        if (assets == null) {
            assets = new Assets(getServletContext());
        }
        return assets;
    }
}
