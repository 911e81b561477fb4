"""Who signs in to the admin: with a password and, in production, a second factor (django-allauth).

adapter     nobody signs up
rules       who needs a second factor, and whether this session has shown one
middleware  no session without it reaches what only known persons see
forms       a code counts once
attempts    wrong passwords and codes are slowed down where they come from
users       administrators of the whole site are changed by one another only
wording     what is said, in our own words
sealing     its secrets lie encrypted in the database
reset       an administrator takes a lost second factor away
"""
