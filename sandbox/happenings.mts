import type { Post } from './world.mts';

/** Something that happened on this X and that somebody may want to be told about. */
export type Happening =
	| { kind: 'post made' | 'post deleted'; post: Post }
	| { kind: RelationKind; sourceId: string; targetId: string }
	/** `chatted`: encrypted, so that X itself cannot read the text. */
	| { kind: 'messaged' | 'chatted'; message: ToldMessage }
	/** X calls the display name "screenname". */
	| {
			kind: 'renamed';
			what: 'screenname' | 'handle';
			userId: string;
			before: string;
			after: string;
	  }
	/** The user took the app's access away. */
	| { kind: 'revoked'; userId: string };

export type RelationKind =
	| 'followed'
	| 'unfollowed'
	| 'muted'
	| 'unmuted'
	| 'blocked'
	| 'unblocked';

export interface ToldMessage {
	id: string;
	senderId: string;
	recipientIds: string[];
	text: string;
	createdAtMs: number;
}

export type Tell = (happening: Happening) => void;
export type Happenings = ReturnType<typeof createHappenings>;

/** Tells listeners at once, in the order in which things happen. */
export function createHappenings() {
	const listeners = new Set<Tell>();
	return {
		tell(happening: Happening): void {
			for (const listener of listeners) listener(happening);
		},
		listen(listener: Tell): () => void {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}
