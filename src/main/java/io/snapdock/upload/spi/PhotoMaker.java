package io.snapdock.upload.spi;

import io.snapdock.dock.Dock;
import java.util.concurrent.CompletionStage;

/** Makes photos of received pictures: the next feature's part, behind an interface because uploads know nothing of photos. */
public interface PhotoMaker {

    /**
     * Whether another photo fits; asked before a body is read, so that nobody sends 50 MiB for nothing.
     *
     * @param bytes of the new photo and of all that are on their way, as far as they are known
     * @return the bytes that are left then
     * @throws io.snapdock.problem.ProblemException {@code dock-full}, {@code dock-bytes-full}
     */
    long expectRoom(Dock dock, long bytes);

    /**
     * Makes a photo and notes it with {@link io.snapdock.upload.UploadRows#becamePhoto} in the same transaction. Moves the picture's file away,
     * or leaves it where it is when no photo comes of it.
     *
     * @param dock as it was when the picture began to come
     * @return fails with a {@link io.snapdock.problem.ProblemException}
     */
    CompletionStage<Made> make(Dock dock, ReceivedPicture picture);

    /**
     * What became of a picture.
     *
     * @param isNew false when the dock had the same picture already: then it is that photo
     */
    record Made(String photoId, boolean isNew) {}
}
