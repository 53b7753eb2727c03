/** n8n stores items by walking down them, level by level. */
const levelsMax = 30;

/** Whether n8n can store the value. */
export function isShallow(value: unknown, levels = levelsMax): boolean {
	if (typeof value !== 'object' || value === null) return true;
	if (levels === 0) return false;
	return Object.values(value).every((it) => isShallow(it, levels - 1));
}
