package io.snapdock.settings;

import jakarta.interceptor.Interceptor;
import jakarta.servlet.ServletContext;

/**
 * Fired once for each deployment when settings, data folder and database are ready: features begin their background work. CDI gives observers no order of its own; the two that all others rely on
 * have their priorities here.
 */
public record Started(ServletContext context) {

    /** Makes the folders, before all that look into them. */
    public static final int FOLDERS = Interceptor.Priority.PLATFORM_BEFORE;

    /**
     * Brings rows and files together, before all that work on them. On WildFly thumbnails began before it, whose drafts it then deleted as those of an earlier start.
     */
    public static final int RECONCILIATION = Interceptor.Priority.LIBRARY_BEFORE;
}
