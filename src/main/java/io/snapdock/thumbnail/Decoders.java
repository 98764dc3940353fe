package io.snapdock.thumbnail;

import io.snapdock.picture.format.PictureType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;

/** Which pictures can be decoded here, by Snapdock itself or by a {@link PictureDecoder} that was added. */
@ApplicationScoped
public class Decoders {

    @Inject
    @Any
    private Instance<PictureDecoder> added;

    public boolean canDecode(PictureType type) {
        return ThumbnailMaker.canDecode(type) || added(type).isPresent();
    }

    /** The added decoder for this type. */
    public Optional<PictureDecoder> added(PictureType type) {
        return added.stream().filter(decoder -> decoder.types().contains(type)).findFirst();
    }
}
