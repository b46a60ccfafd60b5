import type { Wire, WireSetting } from '../../wire.ts';
import { nothingToPoll } from '../images-reply.ts';
import { ark } from './ark.ts';

const asPictures = (setting: WireSetting): WireSetting => ({ ...setting, dialect: { ...setting.dialect, endpoint: 'images/generations' } });

/** Ark's pictures (Seedream): answered at once, so that a lost reply is a lost picture; nothing to ask after, call off or find. */
export const arkImages: Wire = {
  name: 'ark-images',
  auth: ark.auth,
  authorize: ark.authorize,
  submit: (request, setting) => ark.submit(request, asPictures(setting)),
  readSubmit: (reply, request, setting) => {
    const read = ark.readSubmit(reply, request, asPictures(setting));
    return read.outcome === 'accepted' ? { ...read, ticket: { ...read.ticket, wire: 'ark-images' } } : read;
  },
  poll: (_, { baseUrl }) => ({ method: 'GET', url: `${baseUrl}/images/generations` }),
  readProgress: (reply) => nothingToPoll(reply),
};
