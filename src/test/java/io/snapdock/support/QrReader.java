package io.snapdock.support;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.imageio.ImageIO;

/** Reads QR codes as a phone's camera does: out of a picture, with another library than the one that drew them. */
public final class QrReader {
    private QrReader() {}

    /**
     * The text of the one QR code in the picture.
     *
     * @param picture PNG or JPEG, such as a screenshot
     */
    public static String read(byte[] picture) {
        try {
            var image = ImageIO.read(new ByteArrayInputStream(picture));
            if (image == null) {
                throw new AssertionError("The picture is neither PNG nor JPEG");
            }
            var bitmap = new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(image)));
            var found = new QRCodeMultiReader().decodeMultiple(bitmap, Map.of(DecodeHintType.TRY_HARDER, true));
            if (found.length != 1) {
                throw new AssertionError("Found " + found.length + " QR codes instead of one");
            }
            return found[0].getText();
        } catch (NotFoundException e) {
            throw new AssertionError("The picture holds no QR code that can be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
