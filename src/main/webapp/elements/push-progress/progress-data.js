/**
 * What a `progress` event says, made safe. Pure.
 *
 * @typedef {{task: string, percent: number, step: number, steps: number, isCompleted: boolean}} ProgressData
 */
const LONGEST_TASK = 200;
const MOST_STEPS = 1_000_000;

/**
 * @param {string} text
 * @returns {ProgressData | null} null for what is no progress
 */
export function readProgress(text) {
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    return null;
  }
  const isCompleted = data.completed === true;
  const percent = isCompleted ? 100 : Math.round(within(data.progressPercentage, 100));
  const steps = Math.floor(within(data.noOftasks, MOST_STEPS));
  return {
    task: typeof data.currentTask === 'string' ? data.currentTask.slice(0, LONGEST_TASK) : '',
    percent,
    // The event names no step: it follows from how far the job is.
    step: Math.min(steps, Math.max(1, Math.round((percent * steps) / 100))),
    steps,
    isCompleted,
  };
}

/** @param {unknown} value @param {number} most */
const within = (value, most) => (typeof value === 'number' && value > 0 ? Math.min(most, value) : 0);
