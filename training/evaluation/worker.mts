/** Judges rounds one after the other in a process of its own; started by run-rounds.mts. */
import { judgeRound } from './judge-round.ts';
import { readPostsAtHand } from './posts-at-hand.mts';
import type { Round } from './rounds.ts';

const { posts } = readPostsAtHand(process.argv[2]);
process.on('message', (round: Round) => void process.send?.(judgeRound(posts, round)));
process.on('disconnect', () => process.exit());
