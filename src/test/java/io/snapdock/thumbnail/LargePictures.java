package io.snapdock.thumbnail;

import io.snapdock.picture.format.PictureType;
import io.snapdock.support.Pictures;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Pictures that are large in one way each, and a program that says how much memory one takes. */
final class LargePictures {

    private static final int WARM_UPS = 3;

    private LargePictures() {}

    static PictureType write(String kind, Path file) throws IOException {
        switch (kind) {
            case "baseline" -> Files.write(file, TallJpeg.of(TallJpeg.strip(10_000, false), 625));
            case "profile" -> {
                byte[] jpeg = TallJpeg.of(TallJpeg.strip(10_000, false), 625);
                Files.write(file, JpegSamples.joined(jpeg, JpegSamples.icc(IccSamples.swapped())));
            }
            // As much as the rule lets pass.
            case "progressive" -> Files.write(file, TallJpeg.of(TallJpeg.strip(4_000, true), 250));
            case "interlaced" -> interlaced(file);
            case "wide" -> Files.write(file, Pictures.hugePng(60_000_000, 1));
            case "frames" -> frames(file, 10_000);
            case "canvas" -> canvas(file);
            default -> throw new IllegalArgumentException(kind);
        }
        return switch (kind) {
            case "baseline", "progressive", "profile" -> PictureType.JPEG;
            case "interlaced", "wide" -> PictureType.PNG;
            default -> PictureType.GIF;
        };
    }

    private static void interlaced(Path file) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.setOutput(out);
            BufferedImage image = new BufferedImage(8_000, 8_000, BufferedImage.TYPE_BYTE_GRAY);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
    }

    private static void frames(Path file, int count) throws IOException {
        byte[] gif = Pictures.gif(64, 48);
        int head = 13 + (3 << ((gif[10] & 7) + 1));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(gif, 0, head);
            for (int i = 0; i < count; i++) {
                out.write(gif, head, gif.length - head - 1);
            }
            out.write(0x3B);
        }
    }

    /** A screen and a frame of 4,294 megapixels, of which hardly any data is there. */
    private static void canvas(Path file) throws IOException {
        byte[] gif = Pictures.gif(64, 48);
        Arrays.fill(gif, 6, 10, (byte) 0xFF);
        int head = 13 + (3 << ((gif[10] & 7) + 1));
        int frame = head;
        while (gif[frame] != 0x2C) {
            frame++;
        }
        ByteBuffer.wrap(gif).putInt(frame + 5, -1);
        Files.write(file, gif);
    }

    /** @param args the file and its type; prints by how much the process grew at its largest */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        Path folder = file.toAbsolutePath().getParent();
        ThumbnailMaker maker = new ThumbnailMaker(type -> Optional.empty());
        PictureType type = PictureType.valueOf(args[1]);
        Path small = folder.resolve("small");
        for (int i = 0; i < WARM_UPS; i++) {
            Files.write(
                    small,
                    switch (type) {
                        case JPEG -> Pictures.jpeg(640, 480);
                        case PNG -> Pictures.png(64, 48);
                        default -> Pictures.gif(64, 48);
                    });
            make(maker, small, type);
        }
        long before = memory("VmRSS");
        boolean made = make(maker, file, type);
        System.out.println((made ? "made, KiB: " : "none, KiB: ") + (memory("VmHWM") - before));
    }

    private static boolean make(ThumbnailMaker maker, Path file, PictureType type) throws IOException {
        try {
            maker.make(file, type, file.resolveSibling("thumbnail"));
            return true;
        } catch (UndecodablePictureException e) {
            // Also an answer, as long as it is cheap.
            return false;
        }
    }

    private static long memory(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }
}
