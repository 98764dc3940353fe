package io.snapdock.thumbnail;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import com.twelvemonkeys.imageio.stream.BufferedFileImageInputStreamSpi;
import io.snapdock.picture.format.PictureType;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageInputStreamSpi;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageReaderWriterSpi;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.ImageInputStream;

/**
 * The decoders and the encoder that thumbnails are made with: those of the JDK, and TwelveMonkeys' for WebP.
 *
 * <p>ImageIO's registry belongs to the whole server. Its first use adds what the calling thread's class loader offers,
 * which from a WAR would be this application's WebP reader: found by other applications from then on, and keeping this
 * one's classes in memory after it is undeployed. So the registry is asked once under the platform's class loader, takes
 * nothing from here, and of what it offers only the JDK's own counts, whatever other applications put there.
 */
final class Codecs {

    private final Map<PictureType, ImageReaderSpi> readers = new EnumMap<>(PictureType.class);
    private final ImageInputStreamSpi files = new BufferedFileImageInputStreamSpi();
    private final ImageWriterSpi jpegWriter;

    Codecs() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            IIORegistry registry = IIORegistry.getDefaultInstance();
            for (PictureType type : new PictureType[] {PictureType.JPEG, PictureType.PNG, PictureType.GIF}) {
                readers.put(type, ofJdk(registry, ImageReaderSpi.class, type));
            }
            jpegWriter = ofJdk(registry, ImageWriterSpi.class, PictureType.JPEG);
        } finally {
            thread.setContextClassLoader(before);
        }
        readers.put(PictureType.WEBP, new WebPImageReaderSpi());
    }

    /** A buffered stream over a file: the JDK's own goes to the disk for each byte that the WebP reader asks for. */
    ImageInputStream open(Path file) throws IOException {
        ImageInputStream in = files.createInputStreamInstance(file.toFile(), false, null);
        if (in == null) {
            throw new NoSuchFileException(file.toString());
        }
        return in;
    }

    /** A new reader, to be disposed of by the caller. */
    ImageReader reader(PictureType type) throws IOException {
        return readers.get(type).createReaderInstance();
    }

    /** A new writer, to be disposed of by the caller. */
    ImageWriter jpegWriter() throws IOException {
        return jpegWriter.createWriterInstance();
    }

    private static <T extends ImageReaderWriterSpi> T ofJdk(IIORegistry registry, Class<T> kind, PictureType type) {
        var found = registry.getServiceProviders(
                kind,
                provider -> provider.getClass().getModule() == ImageIO.class.getModule()
                        && Arrays.asList(((ImageReaderWriterSpi) provider).getMIMETypes())
                                .contains(type.mediaType()),
                true);
        if (!found.hasNext()) {
            throw new IllegalStateException("This Java runtime has no " + kind.getSimpleName() + " for " + type);
        }
        return found.next();
    }
}
