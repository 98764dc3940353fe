package io.snapdock.upload;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;

/** tus for every client: the metadata names the dock. */
@Path("uploads")
@RequestScoped
public class UploadsResource extends TusProtocol {

    @Override
    String dockOf(UploadMetadata metadata) {
        return metadata.dock();
    }
}
