"""Pictures and sounds that people send: looked into, made harmless, and handed out again.

    fields.PictureField, fields.SoundField   what a form takes; they return Picture and Sound
    forms.ShownOrSpokenForm                  a picture, a sound, and the line that goes with them
    pages.hand_out(request, …)               the answer that shows or plays one

What a file is called, and what its sender says it is, is never believed. Where the bytes are kept
is for the room to say. What stays in a sound, and what is taken out, stands in docs/files.md.
"""
