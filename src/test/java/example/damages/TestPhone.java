package example.damages;

import io.snapdock.host.Dock;
import io.snapdock.host.SnapdockPhone;

/** How a test of the application gets a photo into its form. */
public final class TestPhone {

    private TestPhone() {}

    /** What has become of it. */
    public static SnapdockPhone.Sent send(Dock dock, byte[] picture) {
        SnapdockPhone phone = SnapdockPhone.join(dock, "Test phone");
        SnapdockPhone.Sent sent = phone.send("hail.jpg", picture);
        return sent;
    }
}
