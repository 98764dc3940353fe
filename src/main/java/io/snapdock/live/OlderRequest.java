package io.snapdock.live;

import io.snapdock.problem.ProblemException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The parameters of the older contract, each with errors of its own, in Traditional Chinese where the caller prefers it.
 *
 * @param event the name that the caller wants events to have
 * @param memberId as the dock was opened with
 * @param identifier as the dock was opened with
 */
record OlderRequest(String event, String memberId, String identifier) {

    /** But for those that browsers keep for themselves: no client could tell them from its connection's own. */
    private static final Pattern EVENT = Pattern.compile("(?!(?:open|error)$)[A-Za-z0-9._~-]{1,64}");

    private static final Pattern PRINTABLE = Pattern.compile("[^\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}\\u2028\\u2029]{1,100}");

    private static final Map<LiveProblem, String> CHINESE = Map.of(
            LiveProblem.EVENT_MISSING, "缺少 event 參數:請填寫事件名稱。",
            LiveProblem.EVENT_MALFORMED, "event 參數格式錯誤:事件名稱須為 1 至 64 個字元,只能使用英文字母、數字及 . _ ~ -,且不可為 open 或 error。",
            LiveProblem.MEMBER_ID_MISSING, "缺少 member_id 參數:請填寫會員編號。",
            LiveProblem.MEMBER_ID_MALFORMED, "member_id 參數格式錯誤:會員編號須為 1 至 100 個可顯示的字元。",
            LiveProblem.IDENTIFIER_MISSING, "缺少 identifier 參數:請填寫識別碼。",
            LiveProblem.IDENTIFIER_MALFORMED, "identifier 參數格式錯誤:識別碼須為 1 至 100 個可顯示的字元。");

    /** @throws ProblemException for the first parameter that is not right */
    static OlderRequest read(UriInfo uri, HttpHeaders headers) {
        MultivaluedMap<String, String> query = uri.getQueryParameters();
        boolean chinese = prefersChinese(headers);
        return new OlderRequest(
                value(query, "event", EVENT, LiveProblem.EVENT_MISSING, LiveProblem.EVENT_MALFORMED, chinese),
                value(
                        query,
                        "member_id",
                        PRINTABLE,
                        LiveProblem.MEMBER_ID_MISSING,
                        LiveProblem.MEMBER_ID_MALFORMED,
                        chinese),
                value(
                        query,
                        "identifier",
                        PRINTABLE,
                        LiveProblem.IDENTIFIER_MISSING,
                        LiveProblem.IDENTIFIER_MALFORMED,
                        chinese));
    }

    private static String value(
            MultivaluedMap<String, String> query,
            String name,
            Pattern form,
            LiveProblem missing,
            LiveProblem malformed,
            boolean chinese) {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.isEmpty() || values.get(0).isEmpty()) {
            throw problem(missing, chinese);
        }
        if (values.size() > 1 || !form.matcher(values.get(0)).matches()) {
            throw problem(malformed, chinese);
        }
        return values.get(0);
    }

    private static ProblemException problem(LiveProblem kind, boolean chinese) {
        return new ProblemException(kind, chinese ? CHINESE.get(kind) : kind.title());
    }

    /** Of the two languages that there are, whether the caller would rather have Chinese. */
    private static boolean prefersChinese(HttpHeaders headers) {
        return headers.getAcceptableLanguages().stream()
                .map(Locale::getLanguage)
                .filter(language -> language.equals("zh") || language.equals("en"))
                .findFirst()
                .filter("zh"::equals)
                .isPresent();
    }
}
