/** ISO 8601 in whole seconds, as X takes it. */
export function toXTime(ms: number): string {
	return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
