/** A direct message, as X's unencrypted interface shows it for 30 days. */
export interface DirectMessage {
	id: string;
	/** HTML entities undone; empty when it is a picture alone. */
	text: string;
	/** ISO 8601, UTC. */
	createdAt: string;
	/** Between two people `{smaller id}-{larger id}`; one number for a group. */
	conversationId: string;
	senderId: string;
	direction: 'received' | 'sent';
	/** X's media keys, e.g. `3_1301573587187331074`. */
	mediaKeys: string[];
}
