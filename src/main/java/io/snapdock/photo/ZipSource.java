package io.snapdock.photo;

import io.snapdock.picture.FileName;
import io.snapdock.store.PhotoFiles;
import io.snapdock.transfer.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Photos in one zip, made piece by piece while it is read: neither memory nor disk ever holds it whole. */
final class ZipSource implements ByteSource {

    private final PhotoFiles store;
    private final Iterator<Photo> photos;
    private final int digits;
    private final ByteArrayOutputStream made = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(made);
    private int place;
    private InputStream current;
    private boolean isFinished;

    ZipSource(PhotoFiles store, List<Photo> photos) {
        this.store = store;
        this.photos = photos.iterator();
        this.digits = Math.max(2, String.valueOf(photos.size()).length());
        // Pictures are compressed already; packing them again would only cost time.
        zip.setLevel(Deflater.NO_COMPRESSION);
    }

    @Override
    public byte[] next() throws IOException {
        while (made.size() < PIECE_BYTES && !isFinished) {
            if (current != null) {
                copySome();
            } else if (photos.hasNext()) {
                begin(photos.next());
            } else {
                zip.finish();
                isFinished = true;
            }
        }
        byte[] piece = made.toByteArray();
        made.reset();
        return piece.length == 0 ? null : piece;
    }

    private void begin(Photo photo) throws IOException {
        place++;
        try {
            current = Files.newInputStream(store.original(photo.dockId(), photo.id()));
        } catch (NoSuchFileException e) {
            // Removed while the zip was on its way.
            return;
        }
        // The place in front keeps the order and tells apart iPhones' photos, which are all named image.jpg.
        String prefix = String.format(Locale.ROOT, "%0" + digits + "d-", place);
        var entry = new ZipEntry(FileName.onDisk(prefix, photo.name()));
        entry.setTime(photo.receivedAt().toEpochMilli());
        zip.putNextEntry(entry);
    }

    private void copySome() throws IOException {
        byte[] some = current.readNBytes(PIECE_BYTES);
        zip.write(some);
        if (some.length < PIECE_BYTES) {
            zip.closeEntry();
            current.close();
            current = null;
        }
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.close();
            current = null;
        }
        // Frees what the compressor holds outside of the heap.
        zip.close();
    }
}
