package io.snapdock.upload;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is arriving at the moment, for a desktop that opens its stream in the middle of it. Lives in memory: so does the request. */
@ApplicationScoped
public class UploadsInProgress {

    private final Map<String, Map<String, UploadView>> byDock = new ConcurrentHashMap<>();

    public List<UploadView> of(String dockId) {
        return List.copyOf(byDock.getOrDefault(dockId, Map.of()).values());
    }

    void put(String dockId, UploadView upload) {
        byDock.compute(dockId, (id, uploads) -> {
            Map<String, UploadView> all = uploads == null ? new ConcurrentHashMap<>() : uploads;
            all.put(upload.id(), upload);
            return all;
        });
    }

    void remove(String dockId, String uploadId) {
        byDock.computeIfPresent(dockId, (id, uploads) -> {
            uploads.remove(uploadId);
            return uploads.isEmpty() ? null : uploads;
        });
    }
}
