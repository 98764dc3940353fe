package io.snapdock.thumbnail;

import io.snapdock.picture.format.PictureType;

/** One picture of the corpus; its name tells what is special about it. */
record Sample(String name, PictureType type, byte[] bytes) {

    @Override
    public String toString() {
        return type + " " + name;
    }
}
