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
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.imageio.ImageIO;

/** Reads QR codes as a phone's camera does: out of a picture, with another library than the one that drew them. */
public final class QrReader {
    private static final Duration PAINTED = Duration.ofSeconds(10);

    private QrReader() {}

    /**
     * The text of the one QR code on a screen, once it is painted: an image that has loaded need not be on the screen yet
     * (WebKit paints it with its next frame).
     *
     * @param screenshot takes a new one each time
     */
    public static String awaitOn(Supplier<byte[]> screenshot) {
        var text = new AtomicReference<String>();
        Condition.await("a QR code on the screen", PAINTED, () -> {
            text.set(find(screenshot.get()).orElse(null));
            return text.get() != null;
        });
        return text.get();
    }

    /**
     * The text of the one QR code in the picture.
     *
     * @param picture PNG or JPEG
     */
    public static String read(byte[] picture) {
        return find(picture).orElseThrow(() -> new AssertionError("The picture holds no QR code that can be read"));
    }

    private static Optional<String> find(byte[] picture) {
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
            return Optional.of(found[0].getText());
        } catch (NotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
