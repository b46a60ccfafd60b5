import type { Animatic } from '@fantascope/film';
import { bird, cat, dog, fish, horse, rabbit } from './animals.ts';
import type { SubjectArt } from './art.ts';
import { house, lighthouse, tower } from './buildings.ts';
import { moon } from './heavens.ts';
import { child, elder, person } from './people.ts';
import { flower, tree } from './plants.ts';
import { boat, bottle, car, carton, cup, lantern, robot } from './things.ts';

/** The art of every subject. */
export const subjectArts: Readonly<Record<NonNullable<Animatic['subject']>, SubjectArt>> = {
  ...{ person, child, elder, rabbit, cat, dog, bird, fish, horse, tree, flower, house, lighthouse, tower },
  ...{ boat, car, moon, lantern, robot, box: carton, bottle, cup },
};
