package io.snapdock.dock.key;

import io.nayuki.qrcodegen.QrCode.Ecc;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** A text as a QR code, dark on white with the quiet zone of four modules that ISO/IEC 18004 asks for. */
public final class QrCode {

    private static final int QUIET_MODULES = 4;
    private static final int PNG_PIXELS_PER_MODULE = 8;
    private static final int WHITE = 0xFFFFFF;
    private static final int DARK = 0x111111;

    private final io.nayuki.qrcodegen.QrCode code;

    public QrCode(String text) {
        // Medium correction: a screen is neither torn nor dirty, and fewer modules scan from further away.
        this.code = io.nayuki.qrcodegen.QrCode.encodeText(text, Ecc.MEDIUM);
    }

    public String svg() {
        int side = code.size + 2 * QUIET_MODULES;
        var path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + QUIET_MODULES)
                            .append(' ')
                            .append(y + QUIET_MODULES)
                            .append("h1v1h-1z");
                }
            }
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">\
                <rect width="100%%" height="100%%" fill="#fff"/><path fill="#111" d="%s"/></svg>
                """.formatted(side, side, path);
    }

    public byte[] png() {
        int side = (code.size + 2 * QUIET_MODULES) * PNG_PIXELS_PER_MODULE;
        var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                boolean dark = code.getModule(
                        Math.floorDiv(x, PNG_PIXELS_PER_MODULE) - QUIET_MODULES,
                        Math.floorDiv(y, PNG_PIXELS_PER_MODULE) - QUIET_MODULES);
                image.setRGB(x, y, dark ? DARK : WHITE);
            }
        }
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory", e);
        }
        return bytes.toByteArray();
    }
}
