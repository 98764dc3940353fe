package example.shop;

import jakarta.json.bind.annotation.JsonbDateFormat;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.Optional;

/** What JSON-B makes of dates differs from what Jackson makes of them. */
// Hosts have them.
@SuppressWarnings("JavaUtilDate")
public class Article {
    public @NotBlank String name = "hail";
    public @Min(1) int price = 7;
    public LocalDate listed = LocalDate.of(2026, 12, 1);
    public LocalDateTime changed = LocalDateTime.of(2026, 12, 1, 8, 30, 15, 120_000_000);
    public Instant sold = Instant.ofEpochSecond(1_800_000_000, 5_000);
    public OffsetDateTime sent = OffsetDateTime.parse("2026-12-01T08:30:15+01:00");
    public Duration lasts = Duration.ofHours(36);
    public Date since = new Date(1_800_000_000_000L);

    @JsonbDateFormat("dd.MM.yyyy")
    public LocalDate printed = listed;

    public Optional<String> remark = Optional.empty();
    public String nothing;
}
