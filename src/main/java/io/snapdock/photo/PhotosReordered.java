package io.snapdock.photo;

import io.snapdock.upload.pick.PickView;
import java.util.List;
import java.util.Map;

/**
 * The owner put the photos in this order.
 *
 * @param places the new place of each photo and of each upload on its way, by their ids
 * @param version of the dock, from now on
 * @param picks of which something is still at its sender, with their new places
 */
public record PhotosReordered(
        String dockId, List<String> photoIds, Map<String, Long> places, List<PickView> picks, long version) {}
