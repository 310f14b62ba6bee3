"""The papers that a force needs before it runs this: drafts filled from the model, its runs and its report.

From the ground up:

tree      a JSON file, read with a bound and asked for values by kind
wording   values in Markdown: nothing of an input is markup
marks     what is left for the force to fill in
inputs    the model, the manifests of runs, the report and the safeguarding route
blocks    Markdown as headings, paragraphs, lists and tables
card      the model's card, taken apart
measured  what the report says, or where there is none the card
runs      what the runs say
values    the value of every place of the templates
sheet     blocks as a document for Word
delivery  the folder, whole or not at all
"""
