package io.snapdock.upload.pick;

import java.util.List;

/**
 * A pick as the API shows it.
 *
 * @param phoneId null when the desktop picked
 * @param picked null when the sender did not say
 * @param place of its first picture; the others follow by their index
 * @param waiting the indexes of those that are still at the sender
 */
public record PickView(String pick, String phoneId, Integer picked, long place, List<Integer> waiting) {}
