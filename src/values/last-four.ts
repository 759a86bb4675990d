/**
 * The last four digits of a number, as people see them: «…1234». A word joiner keeps the two together: a line would break
 * after the dots.
 */
export function showLastFour(lastFour: string): string {
  return `…\u2060${lastFour}`
}
