package io.snapdock.topic;

/**
 * How far a long job is; shown by the element {@code <push-progress>}.
 *
 * @param currentTask what is being done now, for people
 * @param progressPercentage 0 to 100
 * @param noOftasks how many steps the job has
 * @param completed true in the job's last event and in no other: pages close their stream behind it
 */
public record Progress(String currentTask, int progressPercentage, int noOftasks, boolean completed) {

    /** The type of these events in the browser. */
    public static final String EVENT = "progress";

    private static final int ALL = 100;

    public Progress {
        if (progressPercentage < 0 || progressPercentage > ALL || noOftasks < 0) {
            throw new IllegalArgumentException("Progress goes from 0 to 100 %");
        }
    }

    /** After so many steps of all. */
    public static Progress step(String currentTask, int done, int noOftasks) {
        return new Progress(currentTask, (int) ((long) ALL * done / noOftasks), noOftasks, false);
    }

    /** The job's end. */
    public static Progress completed(String lastTask, int noOftasks) {
        return new Progress(lastTask, ALL, noOftasks, true);
    }

    /** As an event of a topic, to be fired or published. */
    public TopicEvent on(String topic) {
        return TopicEvent.named(topic, EVENT, this);
    }
}
