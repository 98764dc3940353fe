package io.snapdock.inside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FilterDescriptorsTest {

    @Test
    void whatADescriptorSaysOfItsFilters() throws Exception {
        assertThat(read("""
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                  <filter><filter-name>yes</filter-name><async-supported> true </async-supported></filter>
                  <filter><filter-name>no</filter-name><async-supported>false</async-supported></filter>
                  <filter><filter-name> silent </filter-name><filter-class>a.B</filter-class></filter>
                  <filter-mapping><filter-name>mapped</filter-name></filter-mapping>
                </web-app>
                """))
                .isEqualTo(Map.of("yes", Optional.of(true), "no", Optional.of(false), "silent", Optional.empty()));
    }

    @Test
    void anOlderOneIsReadWithoutItsDtd() throws Exception {
        assertThat(read("""
                <!DOCTYPE web-app PUBLIC "-//Sun Microsystems, Inc.//DTD Web Application 2.3//EN" "http://localhost:1/web-app_2_3.dtd">
                <web-app><filter><filter-name>old</filter-name></filter></web-app>
                """)).isEqualTo(Map.of("old", Optional.empty()));
    }

    private static Map<String, Optional<Boolean>> read(String descriptor) throws Exception {
        return FilterDescriptors.of(new ByteArrayInputStream(descriptor.getBytes(StandardCharsets.UTF_8)));
    }
}
