/** A piece of a post keeps the whole post in memory for as long as it is kept itself; a copy does not. */
export function copyText(piece: string): string {
	return ` ${piece}`.slice(1);
}
