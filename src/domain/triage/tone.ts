import type { Logits, PostClass } from './model';
import type { Sentiment, Severity } from './triage';

/** The tone of the whole post; neutral unless one of the two is likelier than not. */
export function toSentiment({ negative, positive }: Logits): Sentiment {
	if (negative > 0 && negative >= positive) return 'negative';
	return positive > 0 ? 'positive' : 'neutral';
}

/** How loud the blame is. Advisory: people agree little on it, and it says nothing about how urgent a post is. */
export function toSeverity({ reproach, blame }: Logits, category: PostClass): Severity {
	if (category !== 'complaint') return 'none';
	if (blame > 0) return 'strong';
	return reproach > 0 ? 'raised' : 'low';
}
