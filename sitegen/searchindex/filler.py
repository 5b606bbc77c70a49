"""Words that papers of any subject use: sharing them makes no two alike."""

from __future__ import annotations

FILLER = """
able accuracy accurate achieve across adapt adaptation adaptive addition additionally address adopt
al all allow also although among analysis analyze any application apply approach approaches art
assume automatic automatically available avoid aware awareness based become before being believe
benefit best better between beyond boost both build call can capable case challenge challenging
common comparable compare comparison competitive complex comprehensive conduct consider consistent
consistently contribution core critical crucial current currently demonstrate depend derive describe
design despite detail develop difference different difficult directly discuss does drop due during
dynamic dynamically each easily effective effectively effectiveness efficacy efficient efficiently
effort emerging employ enable end enhance ensure especially essential establish et etc evaluate even
every evidence existing experiment experimental exploit explore extend extensive face far fast
faster few final finally find first five flexible focus follow form former formulate four framework
full fully fundamental further furthermore future gain general generally give given goal good great
greatly guide guided handle help hence high higher highlight highly how important improve improved
improvement include incorporate increase increasingly indeed inherent insight instead intend
introduce investigate issue its itself key known lack large largely lead less level leverage like
likely limit limitation limited literature low lower main mainly maintain major make many matter
matters method methodology might more moreover most motivate much namely natural naturally need new
next notable notably novel number numerous observe obtain often on one only open order other our out
over overall overcome own paper particular particularly per perform performance potential practical
practically precise precisely present previous previously prior problem produce promise promising
propose prove proven provide publicly purpose question range rather re real recent recently reduce
rely remain remarkable report require requirement respectively result rethink rethinking reveal
revisit role same scenario second section several shape show significant significantly similar
simple simply simultaneously since single small so solution solve some specific specifically stage
state step steps still strategy strong struggle study substantial substantially such suffer suggest
superior support surpass tackle task teach technique terms thereby therefore these third three
through thus together too total toward towards traditional two type typically under understand
understanding unified unify unlike up use used useful user using utilize valuable variety various
vary very via vs way well when where whether which while whose wide widely wit within without work
world year years yet yield
"""
"""English, beside lunr's stop words, as one text."""
