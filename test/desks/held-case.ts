/** A case as people see it at the service. */
export interface HeldCase {
	id: string;
	entries: string[];
}
