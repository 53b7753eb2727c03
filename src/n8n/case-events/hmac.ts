import { createHmac, timingSafeEqual } from 'crypto';

import type { Hmac } from '../../desks/case-events';

export const hmac: Hmac = {
	sign: (algorithm, secret, parts, encoding) => {
		const mac = createHmac(algorithm, secret);
		for (const part of parts) mac.update(part);
		return mac.digest(encoding);
	},
	isSame: (one, other) => {
		const [a, b] = [Buffer.from(one), Buffer.from(other)];
		return a.length === b.length && timingSafeEqual(a, b);
	},
};
